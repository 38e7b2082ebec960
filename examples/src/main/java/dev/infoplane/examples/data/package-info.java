/**
 * Fashion-MNIST, as the part that ships with {@code ib-study} or from a folder, and tables of results that a program resumes.
 */
package dev.infoplane.examples.data;
