package dev.infoplane.spark;

import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.process.EngineJvm;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.ResultStore;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * {@code --executor spark} of the command line. Results are kept in the folder of the study, which all machines must then see, or at
 * the location of a Hadoop file system. What {@code spark-submit} or system properties have set stays.
 */
public final class SparkProvider implements ExecutorProvider {
    private static final String MASTER = "spark.master";
    private static final String OPTIONS = "spark.executor.extraJavaOptions";
    private static final String JARS = "spark.jars";
    private static final List<String> QUIET = List.of("org.apache.spark", "org.apache.hadoop", "org.sparkproject");

    /** For the service loader. */
    public SparkProvider() {}

    @Override
    public String id() {
        return "spark";
    }

    @Override
    public void check(Request request) {
        if (request.master().isEmpty() && !new SparkConf().contains(MASTER)) {
            throw new IllegalArgumentException("--executor spark needs --master, such as spark://host:7077");
        }
    }

    @Override
    public Opened open(Request request) throws IOException {
        QUIET.forEach(name -> System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log." + name, "warn"));
        SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "infoplane study");
        request.master().ifPresent(conf::setMaster);
        conf.set(OPTIONS, String.join(" ", EngineJvm.options()) + " " + conf.get(OPTIONS, "")); // the last one counts
        EngineJvm.allocator().forEach((name, value) -> conf.setIfMissing("spark.executorEnv." + name, value));
        conf.setIfMissing("spark.executor.cores", "1"); // the engine has one stream of random numbers
        conf.setIfMissing("spark.cores.max", Integer.toString(request.workers()));
        if (!conf.get(MASTER).startsWith("local") && !conf.contains(JARS)) {
            conf.set(
                    JARS,
                    ClassPathJars.besideSpark(System.getProperty("java.class.path")).stream()
                            .map(jar -> jar.toUri().toString())
                            .collect(Collectors.joining(",")));
        }
        JavaSparkContext context = connect(conf);
        try {
            return new OnCluster(context, store(request, context), request.workers());
        } catch (IOException | RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Spark throws what it does not declare. */
    private static JavaSparkContext connect(SparkConf conf) throws IOException {
        StandaloneMaster.requireReachable(conf.get(MASTER));
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) {
            throw new IOException("Spark cannot use the master '" + conf.get(MASTER) + "': " + e.getMessage(), e);
        }
    }

    private static ResultStore store(Request request, JavaSparkContext context) throws IOException {
        Optional<URI> elsewhere = request.store();
        return elsewhere.isPresent()
                ? hadoop(elsewhere.get(), context)
                : FolderStore.claim(request.folder().resolve("work"));
    }

    private static ResultStore hadoop(URI place, JavaSparkContext context) throws IOException {
        try {
            return new HadoopStore(place, context.hadoopConfiguration());
        } catch (IOException | RuntimeException e) {
            throw new IOException("--store '" + place + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    private record OnCluster(JavaSparkContext context, ResultStore store, int workers) implements Opened {
        @Override
        public TaskExecutor executor() {
            return SparkExecutor.on(context).atOnce(workers);
        }

        @Override
        public void close() throws IOException {
            context.close();
            if (store instanceof Closeable open) {
                open.close();
            }
        }
    }
}
