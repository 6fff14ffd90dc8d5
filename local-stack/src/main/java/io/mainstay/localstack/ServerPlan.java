// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to run one server.
 *
 * @param name which
 * @param command program and arguments
 * @param environment variables set on top of this process's own
 * @param directory working directory
 * @param health tells when it is ready
 * @param startLimit how long it may take until then
 * @param stopLimit how long it may take to end by itself
 */
record ServerPlan(
        ServerName name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        HealthCheck health,
        Duration startLimit,
        Duration stopLimit) {}
