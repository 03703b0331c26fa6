package dev.sluice.builtin.support;

import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.Vectors;
import org.jspecify.annotations.Nullable;

/** Makes one argument of a kernel flat, spreading a constant only when it changes. */
public final class Flattener {
    private @Nullable Vector constant;
    private @Nullable Vector spread;
    private int spreadRows;

    @SuppressWarnings("ReferenceEquality") // The same constant comes back with every batch.
    public Vector flat(Vector vector, int rowCount) {
        if (!(vector instanceof ConstantVector)) {
            return Vectors.flat(vector, rowCount);
        }
        Vector known = spread;
        if (known == null || constant != vector || spreadRows < rowCount) {
            known = Vectors.flat(vector, rowCount);
            constant = vector;
            spread = known;
            spreadRows = rowCount;
        }
        return known;
    }
}
