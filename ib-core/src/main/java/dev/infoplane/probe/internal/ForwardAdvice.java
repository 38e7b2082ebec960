package dev.infoplane.probe.internal;

import ai.djl.ndarray.NDList;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * The lines that are woven into {@code forward(ParameterStore, NDList, boolean)} and into the same with a {@code PairList}. A
 * method may declare that it returns a subclass of {@code NDList}.
 */
final class ForwardAdvice {
    private ForwardAdvice() {}

    @Advice.OnMethodEnter
    static void enter(
            @Advice.This Object block,
            @Advice.Argument(value = 1, readOnly = false) NDList inputs,
            @Advice.Argument(2) boolean training) {
        inputs = ForwardHook.entering(block, inputs, null, training);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.This Object block,
            @Advice.Argument(2) boolean training,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object output,
            @Advice.Thrown Throwable failure) {
        output = ForwardHook.leaving(block, (NDList) output, training, failure);
    }

    /** The lines that are woven into {@code forward(ParameterStore, NDList, NDList, PairList)}, which always trains. */
    static final class Labelled {
        private Labelled() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object block,
                @Advice.Argument(value = 1, readOnly = false) NDList inputs,
                @Advice.Argument(2) NDList labels) {
            inputs = ForwardHook.entering(block, inputs, labels, true);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object block,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object output,
                @Advice.Thrown Throwable failure) {
            output = ForwardHook.leaving(block, (NDList) output, true, failure);
        }
    }
}
