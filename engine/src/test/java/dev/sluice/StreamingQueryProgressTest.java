package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamingQueryProgressTest {
    private static final String JSON = """
            {"id":"00000000-0000-0000-0000-000000000001","runId":"00000000-0000-0000-0000-000000000002","name":"q",\
            "timestamp":"2024-01-01T00:00:10.000Z","batchId":3,"batchDuration":120,"numInputRows":4,\
            "inputRowsPerSecond":2.0,"durationMs":{"addBatch":80,"walCommit":12},\
            "eventTime":{"watermark":"1970-01-01T00:00:05.000Z"},\
            "stateOperators":[{"operatorName":"stateStoreSave","numRowsTotal":7,"numRowsUpdated":2,\
            "numRowsDroppedByWatermark":1,"customMetrics":{"numRowsPartlyLate":5}}],\
            "sources":[{"description":"Memory","startOffset":{"logOffset":1},"endOffset":2,"latestOffset":null,\
            "numInputRows":4}],"sink":{"description":"NoopSink","numOutputRows":-1}}""";

    private final StreamingQueryProgress progress = StreamingQueryProgress.fromJson(JSON);

    @Test
    void everyFieldHasItsAccessor() {
        assertThat(progress.id()).hasToString("00000000-0000-0000-0000-000000000001");
        assertThat(progress.runId()).hasToString("00000000-0000-0000-0000-000000000002");
        assertThat(progress.name()).isEqualTo("q");
        assertThat(progress.timestamp()).isEqualTo("2024-01-01T00:00:10.000Z");
        assertThat(progress.batchId()).isEqualTo(3);
        assertThat(progress.batchDuration()).isEqualTo(120);
        assertThat(progress.numInputRows()).isEqualTo(4);
        assertThat(progress.inputRowsPerSecond()).isEqualTo(2.0);
        assertThat(progress.processedRowsPerSecond()).isNaN();
        assertThat(progress.durationMs()).containsEntry("addBatch", 80L).containsEntry("walCommit", 12L);
        assertThat(progress.eventTime()).containsEntry("watermark", "1970-01-01T00:00:05.000Z");
        assertThat(progress.stateOperators()).singleElement().satisfies(operator -> {
            assertThat(operator.numRowsTotal()).isEqualTo(7);
            assertThat(operator.numRowsDroppedByWatermark()).isEqualTo(1);
            assertThat(operator.customMetrics()).containsEntry("numRowsPartlyLate", 5L);
        });
        assertThat(progress.sources()).singleElement().satisfies(source -> {
            assertThat(source.startOffset()).isEqualTo("{\"logOffset\":1}");
            assertThat(source.endOffset()).isEqualTo("2");
            assertThat(source.latestOffset()).isNull();
        });
        assertThat(progress.sink().numOutputRows()).isEqualTo(-1);
    }

    @Test
    void prettyJsonHasALineForEachField() {
        assertThat(StreamingQueryProgress.fromJson("{\"a\":1,\"b\":{\"c\":[{\"d\":null}],\"e\":[]}}")
                        .prettyJson())
                .isEqualTo("""
                        {
                          "a" : 1,
                          "b" : {
                            "c" : [ {
                              "d" : null
                            } ],
                            "e" : []
                          }
                        }""");
    }
}
