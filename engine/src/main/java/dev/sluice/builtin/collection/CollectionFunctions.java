package dev.sluice.builtin.collection;

import dev.sluice.builtin.support.Family;
import dev.sluice.spi.function.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** The functions of arrays and maps. */
public final class CollectionFunctions {
    private CollectionFunctions() {}

    /** Functions that the analyzer calls, and nobody by name. */
    public static List<ScalarFunction> unnamed() {
        return List.of(ElementAccess.fieldOfStructs(new Family("array")), MapFunctions.sorted(new Family("map")));
    }

    public static List<ScalarFunction> all() {
        Family arrays = new Family("array");
        Family maps = new Family("map");
        return Stream.of(
                        ElementAccess.all(arrays),
                        ArrayMaking.all(arrays),
                        ArrayEdits.all(arrays),
                        ArrayOrder.all(arrays),
                        ArraySearch.all(arrays),
                        ArraySets.all(arrays),
                        ArrayTexts.all(arrays),
                        Sequences.all(arrays),
                        MapFunctions.all(maps))
                .flatMap(List::stream)
                .toList();
    }
}
