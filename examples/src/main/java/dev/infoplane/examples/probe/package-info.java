/**
 * Probes on a model from DJL's zoo, and what probes cost.
 */
package dev.infoplane.examples.probe;
