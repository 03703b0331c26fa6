package dev.sluice.oracle.random;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the words for types of one signature stand for: everywhere the same. */
final class TypeWords {
    private static final Set<String> GENERIC = Set.of(
            "ANY",
            "ATOMIC",
            "VALUE",
            "ELEMENT",
            "KEY",
            "NUMERIC",
            "INTEGRAL",
            "DECIMAL",
            "ARRAY",
            "ARRAYS",
            "KEYS",
            "MAP");

    private static final List<Type> ELEMENTS =
            List.of(Type.INT, Type.STRING, Type.DOUBLE, Type.DECIMAL, Type.BIGINT, Type.DATE);

    private static final List<Type> NUMBERS = List.of(
            Type.TINYINT,
            Type.SMALLINT,
            Type.INT,
            Type.BIGINT,
            Type.FLOAT,
            Type.DOUBLE,
            Type.DECIMAL,
            Type.WIDE_DECIMAL);

    private final Map<String, Type> bound = new HashMap<>();
    private final boolean hasMaps;

    /** @param hasMaps whether arrays are those of the values of a map */
    TypeWords(boolean hasMaps) {
        this.hasMaps = hasMaps;
    }

    /** Lets a word stand for the type, if it can. */
    boolean bind(String word, Type type) {
        return switch (word) {
            case "ANY", "ELEMENT", "KEY", "VALUE" -> isNow(word, type);
            case "ATOMIC" -> !type.isNested() && isNow(word, type);
            case "NUMERIC" -> NUMBERS.contains(type) && isNow(word, type);
            case "INTEGRAL" -> Type.INTEGRAL.contains(type) && isNow(word, type);
            case "DECIMAL" -> type.isDecimal();
            case "ARRAY" ->
                type.isArray()
                        && isNow(hasMaps ? "VALUE" : "ELEMENT", type.parts().get(0));
            case "KEYS" -> type.isArray() && isNow("KEY", type.parts().get(0));
            case "MAP" ->
                type.isMap()
                        && isNow("KEY", type.parts().get(0))
                        && isNow("VALUE", type.parts().get(1));
            default -> fixed(word).equals(Optional.of(type));
        };
    }

    private boolean isNow(String word, Type type) {
        bound.put(word, type);
        return true;
    }

    /** Whether the generator makes values of the types that the word stands for. */
    static boolean isKnown(String word) {
        return GENERIC.contains(word) || fixed(word).isPresent();
    }

    /** What a known word stands for, by chance where that is open. */
    Type type(String word, Rng rng) {
        Type known = bound.get(word);
        if (known != null) {
            return known;
        }
        Type type = switch (word) {
            case "ANY" -> rng.oneOf(rng.percent(80) ? Type.ALL_ATOMIC : Type.NESTED);
            case "ATOMIC", "VALUE" -> rng.oneOf(Type.ALL_ATOMIC);
            case "ELEMENT" -> rng.oneOf(ELEMENTS);
            case "KEY" -> rng.oneOf(Type.INT, Type.STRING);
            case "NUMERIC" -> rng.oneOf(NUMBERS);
            case "INTEGRAL" -> rng.oneOf(Type.INTEGRAL);
            case "DECIMAL" -> rng.oneOf(Type.DECIMALS);
            case "ARRAY" -> Type.array(type(hasMaps ? "VALUE" : "ELEMENT", rng));
            case "ARRAYS" -> Type.array(Type.array(type("ELEMENT", rng)));
            case "KEYS" -> Type.array(type("KEY", rng));
            case "MAP" -> Type.map(type("KEY", rng), type("VALUE", rng));
            default -> fixed(word).orElseThrow(() -> new IllegalArgumentException("no type is " + word));
        };
        bound.put(word, type);
        return type;
    }

    private static Optional<Type> fixed(String word) {
        return switch (word) {
            case "TEXTMAP" -> Optional.of(Type.map(Type.STRING, Type.STRING));
            case "DATES" -> Optional.of(Type.array(Type.DATE));
            case "LONGS" -> Optional.of(Type.array(Type.BIGINT));
            default ->
                Type.ALL_ATOMIC.stream().filter(type -> type.ddl().equals(word)).findFirst();
        };
    }
}
