package dev.sluice.kafka;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Exec;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.testkit.Baton;
import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import dev.sluice.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** One process, as far as it can end: at every request to brokers and every operation of its disk. */
final class ModelProcess {
    private static final int MOST_MOMENTS = 15;

    /** Of those who want to know that it is over, or is taken to be. */
    private final Exec.Monitor monitor;

    private final Baton baton;
    private final ModelCluster cluster;
    private final FaultyDisk disk;
    private final ModelFaults faults;
    private final SplittableRandom random;
    private int requests;
    private int ends;
    private boolean isDead;
    private boolean isGivenUp;
    private boolean isOver;

    ModelProcess(long seed, Baton baton, Exec exec, ModelCluster cluster, FaultyDisk disk, ModelFaults faults) {
        this.baton = baton;
        this.cluster = cluster;
        this.disk = disk;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.monitor = exec.monitor();
        long now = disk.operationCount();
        if (faults.crashAtOperation() > 0) {
            disk.crashAt(now + faults.crashAtOperation(), faults.mode());
        }
        if (faults.failAtOperation() > 0) {
            disk.failAt(now + faults.failAtOperation(), new FileSystemException("/", null, "Input/output error"));
        }
    }

    ModelCluster cluster() {
        return cluster;
    }

    Baton baton() {
        return baton;
    }

    int requests() {
        return requests;
    }

    /** Whether it has ended by a crash, or has lost its disk. */
    boolean hasCrashed() {
        return isDead || isGivenUp || disk.isDown();
    }

    /** The disk that the next process finds. */
    FaultyDisk left() {
        if (disk.isDown()) {
            disk.restart();
            cluster.meet(KafkaSituation.CRASH_IN_AN_OPERATION_OF_THE_DISK);
            return disk;
        }
        return disk.image(hasCrashed() ? faults.mode() : CrashMode.KILL, random.nextLong());
    }

    boolean goesWrong() {
        return goesWrong(1);
    }

    /** Something that goes wrong so many times as often as others. */
    boolean goesWrong(int times) {
        return faults.percent() > 0 && random.nextInt(100) < faults.percent() * times;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A request, which has its effect on the brokers, unless the process ends with it. */
    void request(Runnable effect) {
        request(effect, ++requests == faults.crashAtRequest());
    }

    /** The same to end a transaction. */
    void requestEnd(Runnable effect) {
        boolean isLast = ++ends == faults.crashAtEnd();
        request(effect, ++requests == faults.crashAtRequest() || isLast);
    }

    private void request(Runnable effect, boolean isLast) {
        point();
        cluster.expire(baton.wallMillis());
        cluster.tick(30);
        if (isLast) {
            switch (faults.fate()) {
                case BEFORE -> end(KafkaSituation.CRASH_BEFORE_A_REQUEST);
                case AFTER -> {
                    cluster.later(effect);
                    cluster.arriveLast();
                    end(KafkaSituation.CRASH_AFTER_A_REQUEST);
                }
                case LATER -> {
                    // In the middle of the next run, too.
                    cluster.later(random.nextInt(MOST_MOMENTS), effect);
                    end(KafkaSituation.CRASH_AND_A_REQUEST_COMES_LATER);
                }
                case UNSEEN -> giveUp();
            }
        }
        effect.run();
    }

    private void end(KafkaSituation how) {
        isDead = true;
        cluster.meet(how);
        throw new SimulatedCrash("crash at request " + requests);
    }

    private void giveUp() {
        cluster.meet(KafkaSituation.CRASH_THAT_THE_OLD_RUN_DOES_NOT_SEE);
        isGivenUp = true;
        tell();
        point();
    }

    /** A moment at which another thread may go on; throws if the process is dead. */
    void point() {
        requireAlive();
        baton.point();
        requireAlive();
    }

    void requireAlive() {
        if (isDead || (disk.isDown() && !isGivenUp)) {
            throw new SimulatedCrash("the process has ended");
        }
    }

    /** Lets time pass. */
    void pause(Exec.Monitor own, long millis) {
        try (var held = own.enter()) {
            own.await(TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
        requireAlive();
    }

    void over() {
        isOver = true;
        tell();
    }

    private void tell() {
        try (var held = monitor.enter()) {
            monitor.signalAll();
        }
    }

    /** Waits until it is over, or somebody else may take it to be. */
    void awaitEnd() {
        try (var held = monitor.enter()) {
            while (!isOver && !isGivenUp) {
                // Not for a time: the clock would jump to its end.
                monitor.await(Long.MAX_VALUE);
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Its disk, with the clock of the baton, and gone once the process is. */
    CheckpointFs files() {
        return new Files(disk.mount());
    }

    private final class Files extends ForwardingFs {
        private Files(CheckpointFs files) {
            super(files);
        }

        private void operate() {
            if (isGivenUp) {
                throw new SimulatedCrash("the disk is another machine's");
            }
            point();
            if (isGivenUp) {
                throw new SimulatedCrash("the disk is another machine's");
            }
        }

        @Override
        public Output create(Path file) throws IOException {
            operate();
            return super.create(file);
        }

        @Override
        public void link(Path existing, Path name) throws IOException {
            operate();
            super.link(existing, name);
        }

        @Override
        public void delete(Path file) throws IOException {
            operate();
            super.delete(file);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            operate();
            super.syncDirectory(directory);
        }

        @Override
        public List<String> list(Path directory) throws IOException {
            operate();
            return super.list(directory);
        }

        @Override
        public byte[] read(Path file) throws IOException {
            operate();
            return super.read(file);
        }

        @Override
        public @Nullable Lock lock(Path file) throws IOException {
            operate();
            return super.lock(file);
        }
    }
}
