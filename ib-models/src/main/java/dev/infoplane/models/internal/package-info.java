/** What several kinds of models share. Not for use outside of this module. */
package dev.infoplane.models.internal;
