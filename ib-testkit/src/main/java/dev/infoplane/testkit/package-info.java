/** For tests: the contract of an estimator to extend, pairs of known mutual information, assertions on estimates. */
package dev.infoplane.testkit;
