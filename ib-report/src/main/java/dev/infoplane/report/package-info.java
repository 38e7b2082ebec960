/**
 * Information planes as pictures and as a page that says what its numbers claim.
 *
 * <p>{@link dev.infoplane.report.PlanePlots} draws the plane, its trajectories and learning curves as SVG.
 * {@link dev.infoplane.report.SampleGrid} lays out small images with labels. {@link dev.infoplane.report.HtmlReport} puts both on
 * one self-contained HTML page, together with tables and with text about the claims that is generated from the bound kinds and
 * noise models in the plane. What may be said about a change comes from {@code dev.infoplane.contrast}; this package only words it.
 *
 * <p>Where scripts run, charts that move take the place of the drawings on the page: {@code look.js}, {@code chart.js} and
 * {@code report.js}, on uPlot. See {@code docs/decisions/0014-charts-that-move.md} and {@code docs/guide/reading-the-report.md}.
 *
 * <p>Everything is text (SVG, HTML) made without the machine's fonts, so that a headless JDK is enough, and the same plane gives the
 * same bytes. The page loads nothing from the network. Why this is a module of its own: {@code docs/decisions/0003-report-module.md}.
 */
@NullMarked
package dev.infoplane.report;

import org.jspecify.annotations.NullMarked;
