package org.huifang.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

class InstantsModuleTest {
    private final JsonMapper jackson = JsonMapper.builder().build();
    private final JsonMapper ours =
            JsonMapper.builder().addModule(new InstantsModule()).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-29T16:46:07Z\"",
                "\"2026-11-29T16:46:07.5Z\"",
                "\"2026-11-29T16:46:07.123Z\"",
                "\"2026-11-29T16:46:07.123456Z\"",
                "\"2026-11-29T16:46:07.123456789Z\"",
                "\"2024-02-29T23:59:59.999999999Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"-0001-12-31T00:00:00Z\"",
                "\"2016-12-31T23:59:60Z\"",
                "\"2026-11-29T24:00:00Z\"",
                "\"2026-11-29T16:46:07.Z\"",
                "\"2026-11-29T16:46:07+08:00\"",
                "\" 2026-11-29T16:46:07Z \"",
                "\"2026-11-29t16:46:07z\"",
                "1764434767",
                "1764434767.123456789",
                "null",
                "\"\""
            })
    void areReadAsJacksonReadsThem(String text) {
        assertThat(ours.readValue(text, Instant.class)).isEqualTo(jackson.readValue(text, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-02-30T00:00:00Z\"",
                "\"2026-11-29T25:00:00Z\"",
                "\"2026-11-29T16:46:07.1234567890Z\"",
                "\"2026-11-29T16:46:0xZ\"",
                "\"2026-11-29T16:46Z\"",
                "\"2026-11-29T16:46:07ZZ\"",
                "\"2026-11-29T16:46:07.5ZZ\"",
                "\"2026-11-29 16:46:07Z\"",
                "\"yesterday, at about noon Z\"",
                "true",
                "{}"
            })
    void areRefusedAsJacksonRefusesThem(String text) {
        assertThatThrownBy(() -> jackson.readValue(text, Instant.class)).isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> ours.readValue(text, Instant.class)).isInstanceOf(MismatchedInputException.class);
    }
}
