package dev.infoplane.models.zoo;

import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an image into what the network was initialised for: colour or grey, values from 0 to 1, a vector for a perceptron; and its logits
 * into probabilities of classes. DJL's translator does it; what arguments leave open is taken from the network.
 */
final class ImageTranslator implements Translator<Image, Classifications> {
    private final List<String> classNames;
    private final ZooArguments arguments;
    private @Nullable ImageClassificationTranslator translator;

    /** @param classNames in the order of the logits */
    ImageTranslator(List<String> classNames, ZooArguments arguments) {
        this.classNames = classNames;
        this.arguments = arguments;
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
        return arguments.batchifier(Batchifier.STACK);
    }

    @Override
    public void prepare(TranslatorContext context) throws IOException {
        Shape image = image(context.getModel().getBlock());
        Map<String, Object> all = new HashMap<>(arguments.ofImages());
        all.putIfAbsent("flag", image.get(0) == 1 ? Image.Flag.GRAYSCALE : Image.Flag.COLOR);
        all.putIfAbsent("height", image.get(1));
        all.putIfAbsent("width", image.get(2));
        all.putIfAbsent("applySoftmax", true);
        ImageClassificationTranslator.Builder builder = ImageClassificationTranslator.builder(all);
        if (!all.containsKey(ZooArguments.SYNSET) && !all.containsKey("synsetUrl")) {
            builder.optSynset(classNames);
        }
        translator = builder.build();
        translator.prepare(context);
    }

    /** What the network takes, {@code [channels, height, width]}. */
    private static Shape image(Block block) {
        Shape input = input(block);
        if (input.dimension() > 2) {
            return input.slice(1);
        }
        int side = (int) Math.round(Math.sqrt(input.get(1)));
        if ((long) side * side != input.get(1)) {
            throw new IllegalArgumentException("the network takes vectors of " + input.get(1)
                    + " values, which are no square image; load it for arrays, from NDList to NDList");
        }
        return new Shape(1, side, side);
    }

    private static Shape input(Block block) {
        if (!block.isInitialized()) {
            throw new IllegalStateException("the network has no parameters yet; initialise its block with the shape of"
                    + " its input, train it, or load trained weights with the filter '" + InfoplaneZoo.DATASET + "'");
        }
        return block.getInputShapes()[0];
    }

    @Override
    public NDList processInput(TranslatorContext context, Image image) {
        Block block = context.getModel().getBlock();
        NDArray pixels = prepared().processInput(context, image).singletonOrThrow();
        requireSize(pixels.getShape(), image(block));
        NDArray input = input(block).dimension() == 2 ? pixels.flatten() : pixels;
        return new NDList(getBatchifier() == null ? input.expandDims(0) : input);
    }

    private void requireSize(Shape found, Shape expected) {
        if (found.equals(expected)) {
            return;
        }
        if (found.get(0) == expected.get(0) && found.dimension() == expected.dimension()) {
            throw new IllegalArgumentException("the network takes images of " + size(expected) + " pixels, got "
                    + size(found) + "; set the argument 'resize' to true to have them resized");
        }
        throw new IllegalArgumentException("the network takes " + expected + " (channels, height, width), but the"
                + " arguments " + arguments.ofImages() + " make " + found + " of an image");
    }

    private static String size(Shape image) {
        return image.get(1) + "×" + image.get(2);
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList outputs) {
        NDArray logits = outputs.singletonOrThrow();
        NDArray ofOne = getBatchifier() == null ? logits.squeeze(0) : logits;
        return prepared().processOutput(context, new NDList(ofOne));
    }

    private ImageClassificationTranslator prepared() {
        if (translator == null) {
            throw new IllegalStateException("a predictor has to prepare its translator first");
        }
        return translator;
    }
}
