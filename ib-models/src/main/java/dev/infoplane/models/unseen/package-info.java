/** What activations tell that decoders on a closed form do not see. */
package dev.infoplane.models.unseen;
