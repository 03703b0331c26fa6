package dev.sluice.builtin.avro;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.ConstantOptions;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.RecordReading;
import dev.sluice.builtin.support.Scalar;
import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.ParseMode;
import dev.sluice.format.RecordOptions;
import dev.sluice.format.avro.AvroMismatchException;
import dev.sluice.format.avro.AvroReader;
import dev.sluice.format.avro.AvroReaders;
import dev.sluice.format.avro.AvroSchemaParser;
import dev.sluice.format.avro.AvroType;
import dev.sluice.format.avro.AvroTypes;
import dev.sluice.format.avro.AvroWriter;
import dev.sluice.format.avro.AvroWriters;
import dev.sluice.format.avro.RegistryAddresses;
import dev.sluice.format.avro.SchemaRegistry;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of messages of Apache Avro, alone or as the clients of a schema registry write them. */
public final class AvroFunctions {
    private static final ConfigOption<ParseMode> MODE = RecordOptions.MODE.defaultsTo(ParseMode.FAILFAST);
    private static final ConfigOption<String> READER_SCHEMA = ConfigOption.string("avroSchema")
            .doc("The schema that the value is read as, where it is another than that it was written with.");
    private static final ConfigOption<String> REGISTRY = ConfigOption.string("schema.registry.url")
            .where("an address that begins with https:// or http://, without a user", SchemaRegistry::isAddress)
            .doc(
                    "The address of a schema registry: each message begins with a zero and the four bytes of the id of its schema.");
    private static final ConfigOption<String> SUBJECT = ConfigOption.string("schema.registry.subject")
            .doc(
                    "The subject under which the registry keeps the schema; for a topic named orders usually orders-value.");

    private static final ConfigOption<String> USER_INFO = ConfigOption.string("schema.registry.basic.auth.user.info")
            .doc("The user of the registry and the password, as user:password.");
    private static final ConfigOption<String> TOKEN =
            ConfigOption.string("schema.registry.bearer.auth.token").doc("The token that shows the registry who asks.");

    private AvroFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family("avro");
        return List.of(
                family.declare(
                        "from_avro",
                        "from_avro(message BINARY, 'avro schema'): STRUCT",
                        "The value of a message of Avro that was written with a schema, which is given as JSON.",
                        "from_avro(to_avro(1), '\"int\"') -> 1",
                        AvroFunctions::fromAvro),
                family.declare(
                        List.of("to_avro"),
                        List.of("to_avro(value ANY): BINARY", "to_avro(value STRUCT, 'avro schema'): BINARY"),
                        "A value as a message of Avro, written with a schema given as JSON or that which its type has in Spark.",
                        "hex(to_avro(1)) -> 02",
                        AvroFunctions::toAvro));
    }

    private static Binding fromAvro(Call call) {
        call.requireCount(2, 3);
        if (call.type(0) != AtomicType.BINARY && !call.argument(0).isUntypedNull()) {
            throw call.unexpectedType(0, "BINARY");
        }
        AvroType written = AvroSchemaParser.parse(call.requireText(1, "schema"), "function from_avro");
        Options options = ConstantOptions.of(
                call, 2, List.of(MODE, READER_SCHEMA, REGISTRY, USER_INFO, TOKEN, RecordOptions.BAD_RECORDS), Map.of());
        ConstantOptions.checkMode(call, options);
        String readerSchema = options.find(READER_SCHEMA);
        AvroType read = readerSchema == null
                ? written
                : AvroSchemaParser.parse(readerSchema, "function from_avro, option \"" + READER_SCHEMA.key() + "\"");
        DataType type = AvroTypes.sql(read).type();
        boolean isFailing = options.get(MODE) == ParseMode.FAILFAST;
        DataType result = isFailing || !(type instanceof StructType struct) ? type : struct.asNullable();
        MessageReaders readers = readers(call, registry(call, options), written, read);
        return new RecordReading(
                        call.name(),
                        result,
                        options,
                        MODE,
                        texts -> new AvroParsing(
                                readers.ofTask(),
                                result,
                                isFailing,
                                texts,
                                String.valueOf(options.find(RecordOptions.BAD_RECORDS))))
                .bound(AtomicType.BINARY);
    }

    /** Null where messages have no id of a schema. */
    private static @Nullable SchemaRegistry registry(Call call, Options options) {
        String address = options.find(REGISTRY);
        String user = options.find(USER_INFO);
        String token = options.find(TOKEN);
        boolean isUser = user == null || (user.indexOf(':') > 0 && SchemaRegistry.isHeaderText(user));
        boolean isToken = token == null || (!token.isBlank() && SchemaRegistry.isHeaderText(token));
        if (!isUser || !isToken) {
            // What was given is not said: it may be a secret all the same.
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "this cannot show a registry who asks")
                    .at("function " + call.name() + ", option \"" + (isUser ? TOKEN : USER_INFO).key() + "\"")
                    .expected(isUser ? "a token of one line" : "user:password")
                    .mend("correct the option")
                    .build();
        }
        if ((user != null && token != null) || (address == null && (user != null || token != null))) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "it is not clear who asks which registry")
                    .at("function " + call.name())
                    .found(address == null ? "no " + REGISTRY.key() : "both " + USER_INFO.key() + " and " + TOKEN.key())
                    .expected(REGISTRY.key() + " and one of " + USER_INFO.key() + " and " + TOKEN.key())
                    .mend("add or remove the named options")
                    .build();
        }
        if (address == null) {
            return null;
        }
        RegistryAddresses.require(address, "function " + call.name() + ", option \"" + REGISTRY.key() + "\"");
        String authorization =
                user != null ? SchemaRegistry.basic(user) : token != null ? SchemaRegistry.bearer(token) : null;
        return new SchemaRegistry(address, authorization);
    }

    private static MessageReaders readers(
            Call call, @Nullable SchemaRegistry registry, AvroType written, AvroType read) {
        AvroReader known;
        try {
            known = AvroReaders.of(written, read);
        } catch (AvroMismatchException other) {
            throw mismatch(call, other);
        }
        return registry == null ? () -> MessageReader.alone(known) : new RegisteredMessages(registry, read);
    }

    private static SluiceException mismatch(Call call, AvroMismatchException mismatch) {
        return SluiceException.analysis(ErrorCondition.INVALID_AVRO_SCHEMA, "the types do not fit each other")
                .at("function " + call.name())
                .found(String.valueOf(mismatch.getMessage()))
                .mend("correct the schema, or cast the value to a type that it has")
                .build();
    }

    private static Binding toAvro(Call call) {
        call.requireCount(1, 3);
        DataType type = call.type(0);
        boolean isNullable = call.argument(0).nullable();
        Options options = ConstantOptions.of(call, 2, List.of(REGISTRY, SUBJECT, USER_INFO, TOKEN), Map.of());
        SchemaRegistry registry = registry(call, options);
        String subject = options.find(SUBJECT);
        if ((registry == null) != (subject == null)) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "a schema is registered under a subject")
                    .at("function " + call.name())
                    .found("one of the options " + REGISTRY.key() + " and " + SUBJECT.key())
                    .expected("both or none")
                    .mend("give the other one too")
                    .build();
        }
        String schema = call.size() > 1 && !call.isNull(1) ? call.requireText(1, "schema") : null;
        if (registry != null && schema == null) {
            throw SluiceException.analysis(ErrorCondition.INVALID_OPTION, "there is no schema to register")
                    .at("function " + call.name())
                    .expected("the schema that messages are written with")
                    .mend("give it as the second argument")
                    .build();
        }
        AvroType written = schema == null
                ? AvroTypes.avro(type, isNullable)
                : AvroSchemaParser.parse(schema, "function " + call.name());
        AvroWriter writer;
        try {
            writer = AvroWriters.of(type, written);
        } catch (AvroMismatchException other) {
            throw mismatch(call, other);
        }
        RegisteredSchema registered = registry == null || subject == null || schema == null
                ? null
                : new RegisteredSchema(registry, subject, schema);
        return new Scalar(AtomicType.BINARY, isNullable, true, () -> new AvroWriting(writer, registered))
                .castingAllTo(type, 1);
    }
}
