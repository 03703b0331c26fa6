package dev.sluice.builtin.support;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.spi.BadRecords;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that parses a text, or bytes, in each row. Where it keeps those that it cannot parse it counts as not deterministic, so
 * that it stays where the user has put it and each text is parsed once.
 *
 * @param name of the function
 */
public record RecordReading(
        String name, DataType resultType, Options options, ConfigOption<ParseMode> mode, Kernels kernels)
        implements BoundScalar {
    /** Makes a kernel for a task. */
    @FunctionalInterface
    public interface Kernels {
        /** @param texts is told which is parsed next, and takes those that cannot be */
        ScalarKernel kernel(GivenTexts texts);
    }

    /** The options of the format, and the one of records that cannot be parsed. */
    public static List<ConfigOption<?>> options(List<ConfigOption<?>> ofFormat) {
        List<ConfigOption<?>> options = new ArrayList<>(ofFormat);
        options.add(RecordOptions.BAD_RECORDS);
        return options;
    }

    @Override
    public boolean isNullable() {
        return true;
    }

    @Override
    public boolean canFail() {
        return options.get(mode) == ParseMode.FAILFAST;
    }

    @Override
    public boolean isDeterministic() {
        return !keepsBad();
    }

    /** Nothing is kept when a row is computed once more. */
    @Override
    public boolean isRepeatable() {
        return true;
    }

    private boolean keepsBad() {
        return options.isSet(RecordOptions.BAD_RECORDS);
    }

    @Override
    public ScalarKernel kernel() {
        return kernel(null, null);
    }

    @Override
    public ScalarKernel kernel(TaskFacts facts) {
        if (canFail() || keepsBad()) {
            facts.askForPositions();
        }
        return kernel(facts.badRecords(), facts);
    }

    private ScalarKernel kernel(@Nullable BadRecords taker, @Nullable TaskFacts facts) {
        if (keepsBad() && taker == null) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_OPTION,
                            "texts that cannot be parsed are kept in the columns and conditions of a stream only")
                    .at("function " + name)
                    .found(RecordOptions.BAD_RECORDS.key() + " \"" + options.find(RecordOptions.BAD_RECORDS) + "\"")
                    .expected("a select(...), withColumn(...) or where(...) of a streaming query")
                    .mend("parse the text in a column of its own before it is used elsewhere, or remove the option")
                    .build();
        }
        GivenTexts texts = new GivenTexts(keepsBad() ? taker : null, facts);
        return texts.placing(kernels.kernel(texts));
    }

    /** Bound to one argument of a type. */
    public Binding bound(AtomicType argument) {
        return new Binding(this, List.of(argument));
    }
}
