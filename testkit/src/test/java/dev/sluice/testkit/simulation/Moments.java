package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.simulation.Disturbance.Crash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes what crashes would leave while a world goes on. */
final class Moments implements FaultyDisk.OperationListener {
    private final World world;
    private final long start;
    private final List<Crash> wanted;
    private final List<Image> images = new ArrayList<>();

    /**
     * What a crash left.
     *
     * @param what the operation in which it happened
     */
    record Image(Crash crash, World world, String what, Path file) {}

    Moments(World world, List<Crash> wanted) {
        this.world = world;
        this.start = world.disk.operationCount();
        this.wanted = List.copyOf(wanted);
    }

    /** Those that the world came to, in their order. */
    List<Image> images() {
        return List.copyOf(images);
    }

    @Override
    public void before(long operation, String what, Path file) {
        for (Crash crash : wanted) {
            if (operation == start + crash.at()) {
                images.add(new Image(crash, world.image(crash.mode(), seed(crash.at(), crash.mode())), what, file));
            }
        }
    }

    private long seed(long at, CrashMode mode) {
        return (world.scenario.seed() * 31 + at) * 31 + mode.name().hashCode();
    }
}
