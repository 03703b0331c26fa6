package dev.sluice.execution;

import dev.sluice.columnar.Leaves;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.types.DataType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns that hold rows of one table or of another: leaf columns of the same type share one.
 *
 * <pre>
 * left   [a BIGINT, b STRING]
 * right  [c STRING, d BIGINT, e BIGINT]     =>     [BIGINT: a or d, STRING: b or c, BIGINT: e]
 * </pre>
 */
final class SharedColumns {
    private final StructType[] schemas;
    private final int[][] places;
    private final StructType leaves;

    SharedColumns(StructType left, StructType right) {
        this.schemas = new StructType[] {left, right};
        List<DataType> types = new ArrayList<>();
        this.places = new int[][] {places(left, types), places(right, types)};
        List<StructField> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new StructField("value" + fields.size(), type, true));
        }
        this.leaves = new StructType(fields);
    }

    /** The first column of the type that the table has not taken yet, for each of its leaves. */
    private static int[] places(StructType schema, List<DataType> types) {
        StructType own = Leaves.of(schema);
        boolean[] isTaken = new boolean[types.size() + own.size()];
        int[] places = new int[own.size()];
        for (int leaf = 0; leaf < places.length; leaf++) {
            int place = 0;
            while (place < types.size() && (isTaken[place] || !types.get(place).equals(own.type(leaf)))) {
                place++;
            }
            if (place == types.size()) {
                types.add(own.type(leaf));
            }
            isTaken[place] = true;
            places[leaf] = place;
        }
        return places;
    }

    StructType leaves() {
        return leaves;
    }

    /**
     * Puts the columns of a table in their places; the others are null.
     *
     * @param table 0 for the left one, 1 for the right one
     * @param shared filled from {@code first} on
     */
    void share(int table, Vector[] columns, int rowCount, Vector[] shared, int first) {
        Vector[] own = Leaves.split(columns, rowCount);
        for (int leaf = 0; leaf < own.length; leaf++) {
            shared[first + places[table][leaf]] = own[leaf];
        }
        for (int place = 0; place < leaves.size(); place++) {
            if (shared[first + place] == null) {
                shared[first + place] =
                        Leaves.emptySlots(leaves.type(place), rowCount, new long[Validity.wordCount(rowCount)]);
            }
        }
    }

    /** The columns of a table from those that are shared, which begin at {@code first}. */
    Vector[] columns(int table, Vector[] shared, int first, int rowCount) {
        Vector[] own = new Vector[places[table].length];
        Arrays.setAll(own, leaf -> shared[first + places[table][leaf]]);
        return Leaves.join(schemas[table], own, rowCount);
    }
}
