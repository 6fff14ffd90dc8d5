// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param project the folder of the repository
 * @param cache unpacked distributions, shared by all instances
 * @param instance data, logs and process files of one stack
 */
record Layout(Path project, Path cache, Path instance) {

    static final String DEFAULT_INSTANCE = "default";

    /**
     * A command as it must be typed for this instance.
     *
     * @param command with its own options
     */
    String hint(String command) {
        Path instances = project.resolve(".mainstay");
        if (instance.equals(instances.resolve(DEFAULT_INSTANCE))) {
            return "./mainstay " + command;
        }
        boolean named = instances.equals(instance.getParent());
        return "./mainstay " + command + (named ? " --instance " + instance.getFileName() : " --data " + instance);
    }

    Path distributions() {
        return project.resolve("local-stack/target/stack/distributions");
    }

    Path neo4jLibraries() {
        return project.resolve("local-stack/neo4j-libraries/target/libraries");
    }

    Path backendJar() {
        return project.resolve("backend/target/mainstay-backend.jar");
    }

    /** The demo company, which is no part of the backend that others run. */
    Path demoJar() {
        return project.resolve("backend/target/mainstay-backend-demo.jar");
    }

    Path run() {
        return instance.resolve("run");
    }

    Path lock() {
        return run().resolve("launcher.lock");
    }

    PidFile launcherPid() {
        return new PidFile(run().resolve("launcher.pid"));
    }

    /** What became of the demo data of this start; exists once they are loaded, or if there are none to load. */
    Path demoEnd() {
        return run().resolve("demo.end");
    }

    PidFile pid(ServerName server) {
        return new PidFile(run().resolve(server.id() + ".pid"));
    }

    LogFile launcherLog() {
        return new LogFile(instance.resolve("logs/launcher.log"));
    }

    LogFile log(ServerName server) {
        return new LogFile(instance.resolve("logs").resolve(server.id() + ".log"));
    }

    Path data(ServerName server) {
        return instance.resolve(server.id());
    }

    /** The bytes of attachments: apart from the data of the backend, which is its program and may go at any time. */
    Path attachments() {
        return instance.resolve("attachments");
    }

    Path secrets() {
        return instance.resolve("secrets.properties");
    }

    /** Exists exactly while every server of the stack is ready. */
    Path stackFile() {
        return instance.resolve("stack.properties");
    }
}
