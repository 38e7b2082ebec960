/**
 * Information planes, in memory and on disk.
 *
 * <p>In an information plane (Tishby and Zaslavsky 2015), each layer after each epoch is a point: I(X;T) across, I(T;Y) up. A
 * {@link dev.infoplane.plane.PlanePoint} holds one or both estimates. Its {@link dev.infoplane.plane.PointKey} says which training
 * run, which epoch (0 is the untrained network) and which hook point it belongs to. An
 * {@link dev.infoplane.plane.InformationPlane} is an immutable set of points that can be asked for its runs, epochs, hook points
 * and trajectories.
 *
 * <p>A {@link dev.infoplane.plane.PlaneStore} keeps points in a folder, one JSON file for each, together with a table
 * {@code plane.csv} for people. Each file is complete or absent, also if the process is killed, so that a run that is started again
 * finds its points and measures only what is missing.
 *
 * <p>The package knows {@code estimate} and {@code storage} and no engine: planes can be read, compared and drawn without one.
 */
@NullMarked
package dev.infoplane.plane;

import org.jspecify.annotations.NullMarked;
