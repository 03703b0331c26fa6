package dev.sluice.columnar;

import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Few distinct values, each row naming one: row {@code r} is row {@code ids[r]} of the dictionary.
 *
 * @param dictionary a flat vector without nulls
 * @param ids a position in the dictionary for each row; arbitrary but in range where the row is null
 */
public record DictionaryVector(Vector dictionary, int dictionarySize, int[] ids, long @Nullable [] validity)
        implements Vector {
    @Override
    public DataType type() {
        return dictionary.type();
    }

    @Override
    public Vector gather(int[] rows, int count) {
        int[] gathered = new int[count];
        for (int index = 0; index < count; index++) {
            gathered[index] = ids[rows[index]];
        }
        return new DictionaryVector(dictionary, dictionarySize, gathered, Validity.gather(validity, rows, count));
    }

    @Override
    public long sizeInBytes(int rowCount) {
        return 4L * rowCount + dictionary.sizeInBytes(dictionarySize);
    }
}
