package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.STRING;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.ArrayType;
import java.text.BreakIterator;
import java.util.Locale;

/** The words of the sentences of a text, as the JDK finds them. */
final class SentencesFunction {
    private static final ArrayType SENTENCES = new ArrayType(new ArrayType(STRING, false), false);

    private SentencesFunction() {}

    static ScalarFunction declared(Family family) {
        return family.declare(
                "sentences",
                "sentences(text STRING[, language STRING[, country STRING]]): TEXTLISTS",
                "The words of each sentence, without what stands between them; where a language ends its sentences and words"
                        + " follows its rules, by default those of English in the USA.",
                "sentences('Hi there! Good day.') -> [[Hi, there], [Good, day]]",
                SentencesFunction::bind);
    }

    private static Binding bind(Call call) {
        call.requireCount(1, 3);
        for (int index = 0; index < call.size(); index++) {
            call.implicitly(index, STRING);
        }
        return new Scalar(SENTENCES, call.argument(0).nullable(), false, () -> SentencesFunction::words)
                .decidedBy(0, 1)
                .castingAllTo(STRING, call.size());
    }

    private static Vector words(Vector[] arguments, int rowCount) {
        BytesVector[] texts = new BytesVector[arguments.length];
        for (int index = 0; index < texts.length; index++) {
            texts[index] = Vectors.bytes(arguments[index], rowCount);
        }
        ArrayBuilder sentences = (ArrayBuilder) VectorBuilder.of(SENTENCES, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (!texts[0].isNull(row)) {
                int first = sentences.count();
                addSentences(texts[0].text(row), locale(texts, row), sentences);
                sentences.set(row, first);
            }
        }
        return sentences.vector(rowCount);
    }

    private static Locale locale(BytesVector[] texts, int row) {
        for (int index = 1; index < texts.length; index++) {
            if (texts[index].isNull(row)) {
                return Locale.US;
            }
        }
        return Locale.of(texts.length > 1 ? texts[1].text(row) : "", texts.length > 2 ? texts[2].text(row) : "");
    }

    private static void addSentences(String text, Locale locale, ArrayBuilder sentences) {
        ArrayBuilder words = (ArrayBuilder) sentences.elements();
        BreakIterator ends = BreakIterator.getSentenceInstance(locale);
        ends.setText(text);
        int start = 0;
        while (ends.next() != BreakIterator.DONE) {
            int sentence = sentences.add();
            int first = words.count();
            addWords(text.substring(start, ends.current()), locale, words);
            words.set(sentence, first);
            start = ends.current();
        }
    }

    private static void addWords(String sentence, Locale locale, ArrayBuilder words) {
        BytesBuilder texts = (BytesBuilder) words.elements();
        BreakIterator ends = BreakIterator.getWordInstance(locale);
        ends.setText(sentence);
        int start = 0;
        while (ends.next() != BreakIterator.DONE) {
            if (Character.isLetterOrDigit(sentence.charAt(start))) {
                texts.set(words.add(), sentence.substring(start, ends.current()));
            }
            start = ends.current();
        }
    }
}
