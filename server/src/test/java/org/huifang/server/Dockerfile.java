package org.huifang.server;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Dockerfile and what it is given, as far as our own are written: read, since nothing here could run it. */
record Dockerfile(List<Instruction> instructions) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Pattern SPACES = Pattern.compile("\\s+");

    private static final Pattern HEREDOC = Pattern.compile("<<-?'?(\\w+)'?");

    /**
     * @param stage name, or number from 0, of the stage that it belongs to
     * @param body lines of a heredoc; none, where there is none
     */
    record Instruction(String stage, String name, String arguments, List<String> body) {
        /** What COPY takes and where it puts it, without its flags. */
        List<String> paths() {
            return SPACES.splitAsStream(arguments)
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        boolean fromContext() {
            return name.equals("COPY") && !arguments.contains("--from=") && body.isEmpty();
        }
    }

    static Dockerfile read() throws IOException {
        List<Instruction> found = new ArrayList<>();
        Iterator<String> lines = Files.readAllLines(ROOT.resolve("Dockerfile")).iterator();
        String stage = "";
        int stages = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            StringBuilder whole = new StringBuilder(line.strip());
            while (whole.toString().endsWith("\\")) {
                whole.setLength(whole.length() - 1);
                whole.append(lines.next().strip());
            }
            String[] words = SPACES.split(whole, 2);
            if (words[0].equals("FROM")) {
                String[] from = SPACES.split(words[1], -1);
                stage = from.length == 3 ? from[2] : String.valueOf(stages);
                stages++;
            }
            found.add(new Instruction(stage, words[0], words[1], body(words[1], lines)));
        }
        return new Dockerfile(found);
    }

    private static List<String> body(String arguments, Iterator<String> lines) {
        Matcher heredoc = HEREDOC.matcher(arguments);
        List<String> body = new ArrayList<>();
        if (heredoc.find()) {
            for (String line = lines.next(); !line.equals(heredoc.group(1)); line = lines.next()) {
                body.add(line);
            }
        }
        return body;
    }

    List<Instruction> all(String name) {
        return instructions.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The stage that becomes the image. */
    String last() {
        return instructions.get(instructions.size() - 1).stage();
    }

    /** The one of this name in the stage that becomes the image. */
    String ofImage(String name) {
        return all(name).stream()
                .filter(each -> each.stage().equals(last()))
                .reduce((one, other) -> other)
                .orElseThrow()
                .arguments();
    }

    /** What a container has in its environment if nobody says otherwise. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String pair : SPACES.split(ofImage("ENV"), -1)) {
            String[] sides = pair.split("=", 2);
            environment.put(sides[0], sides[1].replace("\"", ""));
        }
        return environment;
    }

    /** Whether the file of what is left out leaves out a path of the context; what stands last in it decides. */
    static boolean leftOut(String path) throws IOException {
        boolean out = false;
        for (String line : Files.readAllLines(ROOT.resolve(".dockerignore"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean back = line.startsWith("!");
            String pattern = back ? line.substring(1) : line;
            for (Path at = Path.of(path); at != null; at = at.getParent()) {
                if (matches(pattern, at)) {
                    out = !back;
                }
            }
        }
        return out;
    }

    private static boolean matches(String pattern, Path path) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path)
                || (pattern.startsWith("**/") && matches(pattern.substring(3), path));
    }
}
