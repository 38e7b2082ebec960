/**
 * The genomic bottleneck (Shuvaev, Lachi, Koulakov &amp; Zador 2024, PNAS): rules for development that are much smaller than the weights
 * that they grow, and what a network knows that has just been grown.
 */
package dev.infoplane.examples.genome;
