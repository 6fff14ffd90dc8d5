// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One invocation: the command line, and the environment where the command line is silent.
 *
 * @param command what to do
 * @param layout where things are
 * @param ports port per server; 0 picks a free one
 * @param servers what {@code up} starts, apart from those that the environment replaces
 * @param detach {@code up} returns once all is ready
 * @param demo whether the backend loads demo data into an empty database
 * @param await with {@code detach}: {@code up} returns once the demo data are loaded
 * @param confirmed data may be deleted without asking
 * @param follow {@code logs} goes on until interrupted
 * @param logOf whose log; the launcher's if absent
 * @param file the backup that is written or read
 * @param environment the environment variables
 * @param arguments the command line as given
 */
record Settings(
        Command command,
        Layout layout,
        Map<ServerName, Integer> ports,
        Set<ServerName> servers,
        boolean detach,
        boolean demo,
        boolean await,
        boolean confirmed,
        boolean follow,
        Optional<ServerName> logOf,
        Optional<Path> file,
        Map<String, String> environment,
        List<String> arguments) {

    /** Folders beside the instances in {@code .mainstay}. */
    private static final Set<String> RESERVED = Set.of("cache", "launcher");

    /**
     * @throws StackException if the command line makes no sense
     */
    static Settings parse(List<String> arguments, Map<String, String> environment, Path project) {
        Iterator<String> rest = arguments.iterator();
        Command command = command(rest.hasNext() ? rest.next() : "");
        Parser parser = new Parser(command, environment);
        while (rest.hasNext()) {
            parser.take(rest.next(), rest);
        }
        boolean needsFile = command == Command.BACKUP || command == Command.RESTORE;
        if (needsFile && parser.file.isEmpty()) {
            throw new StackException("Say which file: ./mainstay %s FILE".formatted(command.id()));
        }
        if (parser.await && !parser.detach) {
            throw new StackException("--wait goes with -d: in the foreground up goes on until it is stopped");
        }
        Path data = parser.data
                .or(() -> Optional.ofNullable(environment.get("MAINSTAY_DATA")))
                .map(Path::of)
                .orElseGet(() -> project.resolve(".mainstay").resolve(instanceName(parser, environment)));
        Path cache = Optional.ofNullable(environment.get("MAINSTAY_CACHE"))
                .map(Path::of)
                .orElse(project.resolve(".mainstay/cache"));
        Layout layout = new Layout(
                project.toAbsolutePath().normalize(),
                cache.toAbsolutePath().normalize(),
                data.toAbsolutePath().normalize());
        return new Settings(
                command,
                layout,
                Map.copyOf(parser.ports()),
                Set.copyOf(parser.servers),
                parser.detach,
                parser.demo,
                parser.await,
                parser.confirmed,
                parser.follow,
                parser.logOf,
                parser.file,
                Map.copyOf(environment),
                List.copyOf(arguments));
    }

    /** Whether the environment gives the address of a server that runs elsewhere. */
    boolean isExternal(ServerName server) {
        return externalAddress(server).isPresent();
    }

    Optional<String> externalAddress(ServerName server) {
        String variable = switch (server) {
            case NEO4J -> "MAINSTAY_NEO4J_URI";
            case ELASTICSEARCH -> "MAINSTAY_ELASTICSEARCH_URI";
            case KEYCLOAK -> "MAINSTAY_KEYCLOAK_URL";
            case BACKEND -> "";
        };
        return Optional.ofNullable(environment.get(variable)).filter(address -> !address.isBlank());
    }

    private static String instanceName(Parser parser, Map<String, String> environment) {
        String name = parser.instance.orElse(environment.getOrDefault("MAINSTAY_INSTANCE", Layout.DEFAULT_INSTANCE));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || RESERVED.contains(name)) {
            throw new StackException("Not a name for an instance: " + name);
        }
        return name;
    }

    private static Command command(String word) {
        return Command.byId(word)
                .orElseThrow(
                        () -> new StackException("Unknown command: %s. ./mainstay help lists them.".formatted(word)));
    }

    private static final class Parser {

        private final Command command;
        private final Map<String, String> environment;
        private final Map<ServerName, Integer> given = new EnumMap<>(ServerName.class);
        private final Set<ServerName> servers = EnumSet.allOf(ServerName.class);
        private Optional<String> data = Optional.empty();
        private Optional<String> instance = Optional.empty();
        private Optional<ServerName> logOf = Optional.empty();
        private boolean freePorts;
        private boolean detach;
        private Optional<Path> file = Optional.empty();
        private boolean demo = true;
        private boolean await;
        private boolean confirmed;
        private boolean follow;

        Parser(Command command, Map<String, String> environment) {
            this.command = command;
            this.environment = environment;
        }

        void take(String option, Iterator<String> rest) {
            switch (option) {
                case "--data" -> data = Optional.of(value(option, rest));
                case "--instance" -> instance = Optional.of(value(option, rest));
                case "--free-ports" -> freePorts = true;
                case "--servers-only" -> servers.remove(ServerName.BACKEND);
                case "--servers" -> only(value(option, rest));
                case "-d", "--detach" -> detach = true;
                case "--no-demo" -> demo = false;
                case "--wait" -> await = true;
                case "--yes" -> confirmed = true;
                case "-f", "--follow" -> follow = true;
                default -> portOrOperand(option, rest);
            }
        }

        Map<ServerName, Integer> ports() {
            Map<ServerName, Integer> ports = new EnumMap<>(ServerName.class);
            for (ServerName server : ServerName.values()) {
                String variable = environment.get("MAINSTAY_" + server.name() + "_PORT");
                int silent = freePorts ? 0 : server.defaultPort();
                int unlessGiven = variable == null || freePorts ? silent : port(server.id(), variable);
                ports.put(server, given.getOrDefault(server, unlessGiven));
            }
            return ports;
        }

        private void portOrOperand(String option, Iterator<String> rest) {
            if (option.startsWith("--") && option.endsWith("-port")) {
                ServerName server = server(option.substring(2, option.length() - "-port".length()));
                given.put(server, port(option, value(option, rest)));
                return;
            }
            if (option.startsWith("-")) {
                throw new StackException("Unknown option: " + option);
            }
            switch (command) {
                case LOGS -> logOf = Optional.of(server(option));
                case BACKUP, RESTORE -> file = Optional.of(Path.of(option).toAbsolutePath());
                case UP, DOWN, STATUS, RESET, DEMO ->
                    throw new StackException("%s takes options only, not %s".formatted(command.id(), option));
            }
        }

        private void only(String list) {
            servers.clear();
            Arrays.stream(list.split(",")).map(Parser::server).forEach(servers::add);
        }

        private static ServerName server(String id) {
            return ServerName.byId(id.strip()).orElseThrow(() -> new StackException("No such server: " + id));
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new StackException("Option %s needs a value".formatted(option));
            }
            return rest.next();
        }

        private static int port(String what, String value) {
            try {
                int port = Integer.parseInt(value.strip());
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException notANumber) {
                throw new StackException("Not a port for %s: %s".formatted(what, value), notANumber);
            }
            throw new StackException("Not a port for %s: %s".formatted(what, value));
        }
    }
}
