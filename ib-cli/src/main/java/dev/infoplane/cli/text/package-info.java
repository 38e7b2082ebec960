/** What the commands of this program say alike: nearest names, and times. */
@NullMarked
package dev.infoplane.cli.text;

import org.jspecify.annotations.NullMarked;
