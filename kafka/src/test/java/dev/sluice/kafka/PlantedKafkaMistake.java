package dev.sluice.kafka;

import dev.sluice.spi.source.Source;
import dev.sluice.spi.source.SourceContext;
import java.util.function.UnaryOperator;

/** A mistake of the connector that the simulation has to find, or it is not good enough. */
enum PlantedKafkaMistake implements KafkaMistake {
    THE_MARK_IS_OUTSIDE_THE_TRANSACTION(MistakenProducers::markOutside),
    AN_UNKNOWN_COMMIT_IS_TAKEN_FOR_DONE(MistakenProducers::unknownIsDone),
    ROWS_UNDER_WAY_ARE_NOT_WAITED_FOR(MistakenProducers::notWaitedFor),
    OLD_RUNS_ARE_NOT_SHUT_OUT(MistakenProducers::nobodyShutOut),
    MARKS_BEHIND_AN_OPEN_TRANSACTION_ARE_NOT_SEEN(MistakenReading::hiddenMarks),
    UNCOMMITTED_RECORDS_ARE_READ(MistakenReading::uncommitted),
    TOPICS_ARE_KNOWN_BY_NAME_ALONE(MistakenReading::withoutIds),
    EPOCHS_ARE_NOT_RECORDED(port -> port) {
        @Override
        public SourceContext context(SourceContext context) {
            return MistakenReading.forgetsEpochs(context);
        }
    },
    AN_OLD_END_IS_PLANNED(port -> port) {
        @Override
        public Source source(Source source) {
            return MistakenReading.plansBackwards(source);
        }
    },
    ONE_OF_SEVERAL_BATCHES_IS_VERIFIED(port -> port) {
        @Override
        public Source source(Source source) {
            return MistakenReading.verifiesOnce(source);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // Functions without anything of their own.
    private final UnaryOperator<KafkaPort> mistake;

    PlantedKafkaMistake(UnaryOperator<KafkaPort> mistake) {
        this.mistake = mistake;
    }

    @Override
    public KafkaPort port(KafkaPort port) {
        return mistake.apply(port);
    }
}
