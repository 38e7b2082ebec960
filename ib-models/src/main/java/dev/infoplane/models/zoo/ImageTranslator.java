package dev.infoplane.models.zoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns an image into what the network was initialised for: colour or grey, values from 0 to 1, a vector for a perceptron; and its logits
 * into probabilities of classes.
 */
final class ImageTranslator implements Translator<Image, Classifications> {
    static final String RESIZE = "resize";

    private final List<String> classNames;
    private final boolean resize;

    ImageTranslator(List<String> classNames, boolean resize) {
        this.classNames = classNames;
        this.resize = resize;
    }

    @Override
    public Batchifier getBatchifier() {
        return Batchifier.STACK;
    }

    @Override
    public NDList processInput(TranslatorContext context, Image image) {
        Shape input = input(context.getModel().getBlock());
        boolean vector = input.dimension() == 2;
        int side = (int) Math.round(Math.sqrt(input.get(1)));
        if (vector && (long) side * side != input.get(1)) {
            throw new IllegalArgumentException("the network takes vectors of " + input.get(1)
                    + " values, which are no square image; load it for arrays, from NDList to NDList");
        }
        int height = vector ? side : Math.toIntExact(input.get(2));
        int width = vector ? side : Math.toIntExact(input.get(3));
        Image.Flag flag = vector || input.get(1) == 1 ? Image.Flag.GRAYSCALE : Image.Flag.COLOR;
        NDArray pixels = image.toNDArray(context.getNDManager(), flag);
        if (image.getHeight() != height || image.getWidth() != width) {
            if (!resize) {
                throw new IllegalArgumentException(
                        "the network takes images of " + height + "×" + width + " pixels, got "
                                + image.getHeight() + "×" + image.getWidth() + "; set the argument '" + RESIZE
                                + "' to true to have them resized");
            }
            pixels = NDImageUtils.resize(pixels, width, height);
        }
        NDArray tensor = NDImageUtils.toTensor(pixels);
        return new NDList(vector ? tensor.flatten() : tensor);
    }

    private static Shape input(Block block) {
        if (!block.isInitialized()) {
            throw new IllegalStateException("the network has no parameters yet; initialise its block with the shape of"
                    + " its input, train it, or load trained weights with the filter '" + InfoplaneZoo.DATASET + "'");
        }
        return block.getInputShapes()[0];
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList outputs) {
        NDArray probabilities = outputs.singletonOrThrow().softmax(0);
        List<String> names = classNames.isEmpty()
                ? IntStream.range(0, Math.toIntExact(probabilities.size()))
                        .mapToObj(c -> "class " + c)
                        .toList()
                : classNames;
        return new Classifications(names, probabilities);
    }
}
