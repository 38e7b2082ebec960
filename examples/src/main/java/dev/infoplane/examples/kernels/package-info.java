/**
 * What residual networks learn beyond kernels: the experiment of "What can ResNet learn efficiently, going beyond kernels?" (Allen-Zhu
 * &amp; Li 2019, arXiv 1905.10337) at the size of a desktop, with probes that show in which order the parts of the target are learned.
 */
package dev.infoplane.examples.kernels;
