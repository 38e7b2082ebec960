/** What an instrumented block calls. Public for the class loader only: nothing here is meant to be used by a program. */
package dev.infoplane.probe.internal;
