package dev.sluice.columnar;

import dev.sluice.types.MapType;

/** Fills a {@link MapVector}. Whoever fills it sees to it that no key is null and none stands twice. */
public final class MapBuilder extends ListBuilder {
    private final MapType type;
    private final VectorBuilder keys;
    private final VectorBuilder values;

    MapBuilder(MapType type, int capacity) {
        super(type, capacity);
        this.type = type;
        this.keys = VectorBuilder.of(type.keyType(), capacity);
        this.values = VectorBuilder.of(type.valueType(), capacity);
    }

    /** The keys of all rows. */
    public VectorBuilder keys() {
        return keys;
    }

    /** The values of all rows. */
    public VectorBuilder values() {
        return values;
    }

    @Override
    void growParts(int capacity) {
        keys.ensureCapacity(capacity);
        values.ensureCapacity(capacity);
    }

    @Override
    void resetParts(int usedParts) {
        keys.reset(usedParts);
        values.reset(usedParts);
    }

    @Override
    Vector build(int rowCount) {
        return new MapVector(
                type, starts(), lengths(), keys.build(count()), values.build(count()), validityOf(rowCount));
    }
}
