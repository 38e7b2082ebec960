/** The programs of the guide: from the first plane on a model of one's own to a whole study. Each is short and runs in seconds. */
@NullMarked
package dev.infoplane.examples.guide;

import org.jspecify.annotations.NullMarked;
