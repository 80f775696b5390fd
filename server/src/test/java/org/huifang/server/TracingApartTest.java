package org.huifang.server;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same trace, through a process of each role over a real Axon Server. */
@Tag("server")
@ExtendWith(RunningServer.Away.class)
class TracingApartTest {
    @TempDir
    Path folder;

    @Test
    void aMutationIsOneTraceThroughAllRoles() throws Exception {
        String address = AxonServerUnderTest.address().orElse(null);
        Assumptions.assumeTrue(address != null, AxonServerUnderTest.HOW);
        TracingTest.isOneTrace(() -> Installation.apart(folder, address));
    }
}
