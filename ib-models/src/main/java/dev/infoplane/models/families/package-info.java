/** The density families of this module as a plug-in, so that studies can name them in a file. */
@NullMarked
package dev.infoplane.models.families;

import org.jspecify.annotations.NullMarked;
