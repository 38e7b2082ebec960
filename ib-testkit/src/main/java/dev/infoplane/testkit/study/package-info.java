/** The contracts of executors and stores of studies as tests to extend. */
@NullMarked
package dev.infoplane.testkit.study;

import org.jspecify.annotations.NullMarked;
