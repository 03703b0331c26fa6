package dev.sluice.builtin.support;

import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.List;

/** What a function of literals gives, as a text that is known before anything runs: other functions may take it as a literal. */
public record ConstantText(String text) implements BoundScalar {
    /** The function with all its arguments used up. */
    public static Binding binding(String text) {
        return new Binding(new ConstantText(text), List.of());
    }

    @Override
    public DataType resultType() {
        return AtomicType.STRING;
    }

    @Override
    public boolean isNullable() {
        return false;
    }

    @Override
    public boolean canFail() {
        return false;
    }

    @Override
    public String constant() {
        return text;
    }

    @Override
    public ScalarKernel kernel() {
        Vector value = new ConstantVector(Vectors.single(text, AtomicType.STRING));
        return (arguments, rowCount) -> value;
    }
}
