/**
 * What holds in every module of this library, whatever it does.
 *
 * <p>{@link dev.infoplane.testkit.architecture.ModuleContract} is an abstract JUnit test with rules of ArchUnit. A module whose classes
 * no other module sees extends it. ArchUnit is an optional dependency: who uses this package brings it.
 */
@NullMarked
package dev.infoplane.testkit.architecture;

import org.jspecify.annotations.NullMarked;
