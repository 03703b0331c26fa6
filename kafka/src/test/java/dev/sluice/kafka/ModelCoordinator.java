package dev.sluice.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.jspecify.annotations.Nullable;

/**
 * What brokers know of one transactional id. Whoever takes it over gets a later epoch, and whatever comes with an earlier one
 * is refused. A commit is decided first and written into each partition afterwards, which may be much later.
 */
final class ModelCoordinator {
    private final String id;
    private final ModelCluster cluster;
    private int epoch = -1;
    private @Nullable ModelTransaction ongoing;
    private final Set<ModelPartition> touched = new LinkedHashSet<>();

    /** The end that is decided and not written into each partition; null if there is none. */
    private @Nullable Boolean decided;

    /** How the last transaction ended. */
    private boolean hasCommitted;

    private long startMillis;
    private long timeoutMillis = Long.MAX_VALUE;

    ModelCoordinator(String id, ModelCluster cluster) {
        this.id = id;
        this.cluster = cluster;
    }

    /** Shuts out who has had the id, and settles what he left. */
    int init(long timeout) {
        if (decided != null) {
            cluster.meet(
                    decided
                            ? KafkaSituation.SK4_A_COMMIT_OF_THE_RUN_BEFORE_IS_ENDED
                            : KafkaSituation.SK4_AN_ABORT_OF_THE_RUN_BEFORE_IS_ENDED);
            writeEnd();
        } else if (ongoing != null) {
            cluster.meet(KafkaSituation.SK4_A_TRANSACTION_OF_THE_RUN_BEFORE_IS_GIVEN_UP);
            decide(false);
            writeEnd();
        }
        timeoutMillis = timeout;
        epoch++;
        note("is opened");
        return epoch;
    }

    /** A later epoch for the same producer, after records of which it does not know what became of them. */
    int bump(int known) {
        require(known);
        return ++epoch;
    }

    void append(int known, long nowMillis, ModelPartition partition, long sequence, ModelPartition.Entry entry) {
        expire(nowMillis);
        require(known);
        // Who begins the next transaction has to wait for the end of this one.
        writeEnd();
        String producer = id + "/" + epoch;
        if (partition.has(producer, sequence)) {
            cluster.meet(KafkaSituation.SK6_A_RECORD_THAT_CAME_TWICE_IS_DROPPED);
            return;
        }
        ModelTransaction transaction = ongoing;
        if (transaction == null) {
            transaction = new ModelTransaction();
            ongoing = transaction;
            startMillis = nowMillis;
        }
        touched.add(partition);
        note("is sent " + new String(entry.value(), UTF_8));
        partition.append(
                producer,
                sequence,
                new ModelPartition.Entry(entry.key(), entry.value(), entry.timestamp(), transaction, false));
    }

    void end(int known, long nowMillis, boolean commits) {
        expire(nowMillis);
        require(known);
        if (decided != null || ongoing == null) {
            // That was asked before.
            if (commits != (decided == null ? hasCommitted : decided)) {
                throw new InvalidTxnStateException("the transaction has ended otherwise");
            }
            return;
        }
        decide(commits);
    }

    /** A transaction that is open too long is given up by the brokers. */
    void expire(long nowMillis) {
        if (ongoing != null && decided == null && nowMillis - startMillis > timeoutMillis) {
            cluster.meet(KafkaSituation.SK7_A_TRANSACTION_IS_OPEN_TOO_LONG);
            decide(false);
            writeEnd();
            epoch++;
        }
    }

    private void decide(boolean commits) {
        decided = commits;
        hasCommitted = commits;
        note(commits ? "commits" : "aborts");
    }

    /** The end of the transaction as each partition has it, if one is decided. */
    void writeEnd() {
        ModelTransaction transaction = ongoing;
        Boolean commits = decided;
        if (transaction != null && commits != null) {
            transaction.end(commits);
            touched.forEach(partition -> partition.append(new ModelPartition.Entry(null, null, 0, transaction, true)));
            touched.clear();
            note("has written its end");
            ongoing = null;
            decided = null;
        }
    }

    private void note(String what) {
        cluster.note(id + ", epoch " + epoch + ", " + what);
    }

    private void require(int known) {
        if (known != epoch) {
            cluster.meet(KafkaSituation.SK4_AN_OLD_PRODUCER_IS_REFUSED);
            throw new InvalidProducerEpochException("epoch " + known + " of " + id + ", of which there is " + epoch);
        }
    }
}
