// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a process that is yet to start. Not one that the system draws: it gives those to outgoing connections too, of which there
 * are many in tests, and by the time the process binds its port one of them may have it.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int END = 20_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // then another
            }
        }
        throw new IllegalStateException("None of " + TRIES + " ports was free");
    }
}
