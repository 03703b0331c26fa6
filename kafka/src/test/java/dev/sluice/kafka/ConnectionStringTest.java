package dev.sluice.kafka;

import static dev.sluice.kafka.Sources.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.RowFactory;
import dev.sluice.Session;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection strings that are told to be wrong before anybody is asked. */
class ConnectionStringTest {
    private static final String SECRET = "s3cret";
    private static final String NAMESPACE = "Endpoint=sb://localhost/;SharedAccessKeyName=policy";

    /** Among them keys alone, of which a part looks like the name of one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "s3cret==",
                "s3cretKey=;EntityPath=orders",
                "\"Endpoint=sb://localhost/;SharedAccessKeyName=policy;SharedAccessKey=s3cret\"",
                "Endpoint=;SharedAccessKeyName=policy;SharedAccessKey=s3cret",
                "Endpoint=localhost;SharedAccessKeyName=policy;SharedAccessKey=s3cret",
                "Endpoint=sb://;SharedAccessKeyName=policy;SharedAccessKey=s3cret",
                "Endpoint=sb://local host/;SharedAccessKeyName=policy;SharedAccessKey=s3cret",
                "Endpoint=https://localhost/;SharedAccessKeyName=policy;SharedAccessKey=s3cret",
                NAMESPACE + ";SharedAccessKey=s3cret",
                NAMESPACE + ";SharedAccessKey=s3cret;EntityPath=",
                NAMESPACE + ";SharedAccessKey=;EntityPath=orders",
                NAMESPACE + ";EntityPath=orders",
                "Endpoint=sb://localhost/;SharedAccessKey=s3cret;EntityPath=orders",
                NAMESPACE
                        + ";SharedAccessKey=s3cret;SharedAccessSignature=SharedAccessSignature sig=s3cret;EntityPath=orders",
            })
    void X11_whatCannotBeUsedIsToldWithoutWhatIsSecret(String text) {
        try (Session session = Session.builder().create()) {
            SluiceException ofSource = failure(
                    ErrorCondition.INVALID_OPTION,
                    () -> session.readStream()
                            .format("eventhubs")
                            .option("eventhubs.connectionString", text)
                            .load());
            assertThat(ofSource)
                    .message()
                    .doesNotContain(SECRET)
                    .containsAnyOf("connectionString", "connection string");
            SluiceException ofSink = failure(
                    ErrorCondition.INVALID_OPTION,
                    () -> session.createDataFrame(List.of(RowFactory.create("b")), "body STRING")
                            .write()
                            .format("eventhubs")
                            .option("eventhubs.connectionString", text)
                            .mode("append")
                            .save());
            assertThat(ofSink).message().doesNotContain(SECRET);
        }
    }
}
