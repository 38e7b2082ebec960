/**
 * A dialogue system that is rewarded for questions whose answers tell it something: information gain as an intrinsic reward.
 */
package dev.infoplane.examples.dialogue;
