package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.simulation.Disturbance.Crash;
import dev.sluice.testkit.simulation.Disturbance.Sequel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what crashes would leave while a world goes on. */
final class Moments implements FaultyDisk.OperationListener {
    private static final int RARE_PERCENT = 20;

    private final World world;
    private final long start;
    private final List<Crash> wanted;

    /** Decides on crashes where they are rare, null for none. */
    private final @Nullable Dice rare;

    private final List<Image> images = new ArrayList<>();

    /** Copies of the checkpoint, by the crash after which one is put back. */
    private final Map<Crash, Map<Path, byte[]>> older = new HashMap<>();

    /**
     * What a crash left.
     *
     * @param what the operation in which it happened
     * @param older the files of the checkpoint halfway to the crash, none if nobody wants them
     */
    record Image(Crash crash, World world, String what, Path file, Map<Path, byte[]> older) {}

    Moments(World world, List<Crash> wanted) {
        this(world, wanted, null);
    }

    /** @param rare decides on more crashes, at operations that few runs come to */
    Moments(World world, List<Crash> wanted, @Nullable Dice rare) {
        this.world = world;
        this.rare = rare;
        this.start = world.disk.operationCount();
        this.wanted = List.copyOf(wanted);
    }

    /** Those that the world came to, in their order. */
    List<Image> images() {
        return List.copyOf(images);
    }

    @Override
    public void before(long operation, String what, Path file) {
        if (rare != null && isRare(what, file) && rare.percent(RARE_PERCENT)) {
            take(
                    new Crash(operation - start, rare.one(CrashMode.values()), Sequel.ONE_PROCESS, null, null),
                    what,
                    file);
        }
        for (Crash crash : wanted) {
            if (crash.damage() == Damage.OLDER_CHECKPOINT && operation == start + crash.at() / 2) {
                older.put(crash, world.disk.contents(Places.CHECKPOINT));
            }
            if (operation == start + crash.at()) {
                take(crash, what, file);
            }
        }
    }

    private void take(Crash crash, String what, Path file) {
        World left = world.image(crash.mode(), seed(crash.at(), crash.mode()));
        images.add(new Image(crash, left, what, file, older.getOrDefault(crash, Map.of())));
    }

    /** What happens to the files of the state, but for deltas and snapshots that are made. */
    private static boolean isRare(String what, Path file) {
        String name = String.valueOf(file.getFileName());
        return file.startsWith(Places.STATE)
                && (name.contains(".fold") || (what.equals("delete") && !name.startsWith(".")));
    }

    private long seed(long at, CrashMode mode) {
        return (world.scenario.seed() * 31 + at) * 31 + mode.name().hashCode();
    }
}
