package dev.sluice;

/**
 * Where Spark would keep the rows of {@code persist(...)}. Here they are kept in memory, and on disk where memory is short,
 * whatever the level.
 */
@SuppressWarnings("MemberName") // Spark's spelling.
public final class StorageLevel {
    private static final StorageLevel NONE = new StorageLevel(false, false, false, 1);

    private final boolean usesDisk;
    private final boolean usesMemory;
    private final boolean isDeserialized;
    private final int replication;

    private StorageLevel(boolean usesDisk, boolean usesMemory, boolean isDeserialized, int replication) {
        this.usesDisk = usesDisk;
        this.usesMemory = usesMemory;
        this.isDeserialized = isDeserialized;
        this.replication = replication;
    }

    public static StorageLevel NONE() {
        return NONE;
    }

    public static StorageLevel DISK_ONLY() {
        return new StorageLevel(true, false, false, 1);
    }

    public static StorageLevel MEMORY_ONLY() {
        return new StorageLevel(false, true, true, 1);
    }

    public static StorageLevel MEMORY_ONLY_SER() {
        return new StorageLevel(false, true, false, 1);
    }

    public static StorageLevel MEMORY_AND_DISK() {
        return new StorageLevel(true, true, true, 1);
    }

    public static StorageLevel MEMORY_AND_DISK_SER() {
        return new StorageLevel(true, true, false, 1);
    }

    public boolean useDisk() {
        return usesDisk;
    }

    public boolean useMemory() {
        return usesMemory;
    }

    public boolean deserialized() {
        return isDeserialized;
    }

    public int replication() {
        return replication;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorageLevel level
                && usesDisk == level.usesDisk
                && usesMemory == level.usesMemory
                && isDeserialized == level.isDeserialized
                && replication == level.replication;
    }

    @Override
    public int hashCode() {
        return (usesDisk ? 1 : 0) + (usesMemory ? 2 : 0) + (isDeserialized ? 4 : 0) + 8 * replication;
    }

    @Override
    public String toString() {
        return "StorageLevel(" + (usesDisk ? "disk, " : "") + (usesMemory ? "memory, " : "")
                + (isDeserialized ? "deserialized, " : "") + replication + " replicas)";
    }
}
