/**
 * What a study is to do, as a value and as a YAML file.
 *
 * <p>{@link dev.infoplane.study.spec.StudySpec} is a tree of records. Each record has defaults, and each field is a field of the
 * file under the same name. {@link dev.infoplane.study.spec.SpecFile} reads files: a field that does not exist is refused with its
 * line and the nearest name that does. The JSON Schema of the file, {@code study.schema.json}, is on the class path beside the presets.
 */
@NullMarked
package dev.infoplane.study.spec;

import org.jspecify.annotations.NullMarked;
