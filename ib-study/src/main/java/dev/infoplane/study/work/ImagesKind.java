package dev.infoplane.study.work;

import dev.infoplane.study.task.TaskContext;
import dev.infoplane.study.task.TaskKind;

/** The images of a study. Whoever starts the study reads them from their files and puts them into the store. */
public final class ImagesKind implements TaskKind {
    static final String ID = "images";
    static final int VERSION = 1;

    /** For the service loader. */
    public ImagesKind() {}

    @Override
    public String id() {
        return ID;
    }

    /** @throws IllegalStateException always: only who starts a study has the files */
    @Override
    public void run(TaskContext context) {
        throw new IllegalStateException(
                "the images of the study are missing or damaged in its folder; start the study again,"
                        + " which puts them back");
    }
}
