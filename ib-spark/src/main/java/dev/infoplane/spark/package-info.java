/**
 * Tasks of studies on an Apache Spark cluster.
 *
 * <p>{@link dev.infoplane.spark.SparkExecutor} is an executor like those of {@code dev.infoplane.study.execute}: same tasks, same
 * store, same bytes. {@link dev.infoplane.spark.HadoopStore} keeps results where a cluster has its files.
 */
@NullMarked
package dev.infoplane.spark;

import org.jspecify.annotations.NullMarked;
