package dev.infoplane.spark;

import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskExecutor;
import dev.infoplane.study.store.FolderStore;
import dev.infoplane.study.store.ResultStore;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * {@code --executor spark} of the command line. Results are kept in the folder of the study, which all machines must then see, or at
 * the location of a Hadoop file system. What {@code spark-submit} or system properties have set stays.
 */
public final class SparkProvider implements ExecutorProvider {
    private static final String MASTER = "spark.master";
    private static final String OPTIONS = "spark.executor.extraJavaOptions";
    private static final String ONE_THREAD = "-Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
            + " -Dai.djl.offline=true -DOPT_OUT_TRACKING=true -XX:+EnableDynamicAgentLoading";

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
        SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "infoplane study");
        conf.setIfMissing(OPTIONS, ONE_THREAD);
        conf.setIfMissing("spark.executor.cores", "1"); // the engine has one stream of random numbers
        request.master().ifPresent(conf::setMaster);
        conf.setIfMissing("spark.cores.max", Integer.toString(request.workers()));
        JavaSparkContext context = new JavaSparkContext(conf);
        try {
            return new OnCluster(context, store(request, context), request.workers());
        } catch (IOException | RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static ResultStore store(Request request, JavaSparkContext context) throws IOException {
        Optional<URI> elsewhere = request.store();
        return elsewhere.isPresent()
                ? new HadoopStore(elsewhere.get(), context.hadoopConfiguration())
                : FolderStore.claim(request.folder().resolve("work"));
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
