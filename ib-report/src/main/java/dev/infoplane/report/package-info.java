/**
 * Pictures and pages of an information plane. {@link dev.infoplane.report.PlanePlots} draws,
 * {@link dev.infoplane.report.SampleGrid} shows images, {@link dev.infoplane.report.HtmlReport} puts both on one page
 * with what the numbers claim and do not claim. Everything is text (SVG, HTML) made without fonts of the machine, so a
 * headless JDK suffices; the same plane gives the same bytes.
 */
package dev.infoplane.report;
