package org.huifang.api.imports;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huifang.api.imports.ImportedList.Column;
import org.huifang.api.imports.Sheet.Line;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Fault;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.imports.ImportJob.Progress;
import org.huifang.kernel.imports.ImportJob.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checks and takes lists in the background, several rows at a time so that their events are committed in groups. How far it
 * has come is written down after each piece; one that was interrupted goes on there, and rows taken twice change nothing.
 */
@Component
public class ImportRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);
    private static final int PIECE = 200;
    /** Enough to fill a group while the one before is written to disk, and to leave the processors to others. */
    private static final int ROWS_AT_A_TIME = 6;

    private final ImportDesk desk;
    private final Map<Kind, ImportedList> lists = new HashMap<>();
    private final Labels labels;
    private final AtomicBoolean stopped = new AtomicBoolean();
    /** One call to go on waits for the one at work, and no more. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    private final ExecutorService jobs = Executors.newSingleThreadExecutor(work -> daemon(work, "import"));
    private final ExecutorService rows =
            Executors.newFixedThreadPool(ROWS_AT_A_TIME, work -> daemon(work, "import-row"));

    ImportRunner(ImportDesk desk, List<ImportedList> lists, Labels labels) {
        this.desk = desk;
        this.labels = labels;
        lists.forEach(list -> this.lists.put(list.kind(), list));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    ImportedList list(Kind kind) {
        return Objects.requireNonNull(lists.get(kind));
    }

    /** Goes on with what waits; asked again and again, also for what other processes have left. */
    public void resume() {
        if (waiting.compareAndSet(false, true)) {
            jobs.execute(() -> {
                waiting.set(false);
                try {
                    for (var job = desk.claim(); job.isPresent() && !stopped.get(); job = desk.claim()) {
                        work(job.get());
                    }
                } catch (RuntimeException e) {
                    LOG.warn("No import could be claimed; tried again", e);
                }
            });
        }
    }

    private void work(ImportJob job) {
        try {
            byte[] bytes = desk.bytes(job.id()).orElseThrow(() -> new IOException("文件已不在 / the file is there no more"));
            Sheet sheet = Sheet.read(bytes);
            ImportedList list = list(job.kind());
            List<String> keys = keys(sheet.head(), list);
            desk.counted(job.id(), sheet.rows().size());
            if (go(job, sheet, list, keys)) {
                if (job.state() == State.CHECKING) {
                    desk.checked(job.id());
                } else {
                    desk.finished(job.id());
                }
            }
        } catch (IOException e) {
            desk.failed(job.id(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("Import {} was interrupted; it is taken up again in a minute, three times at most", job.id(), e);
        }
    }

    /** @throws IOException saying which columns are missing or not known */
    private static List<String> keys(List<String> head, ImportedList list) throws IOException {
        Map<String, String> known = new HashMap<>();
        for (Column column : list.columns()) {
            known.put(column.name(), column.key());
            known.put(column.key(), column.key());
        }
        List<String> keys = new ArrayList<>();
        // Where the head was forgotten, names and phones stand here: not repeated, as faults are kept for ever.
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < head.size(); i++) {
            String plain = head.get(i).replace("*", "").strip();
            String key = known.get(plain);
            if (key == null && !plain.isEmpty()) {
                unknown.add(String.valueOf(i + 1));
            }
            keys.add(key == null ? "" : key);
        }
        if (!unknown.isEmpty()) {
            String numbers = String.join(", ", unknown);
            throw new IOException("第一行须是列名,不认识第 " + numbers
                    + " 列 / the first row names the columns; these are not known, by their number: " + numbers);
        }
        List<String> missing = list.columns().stream()
                .filter(column -> column.required() && !keys.contains(column.key()))
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException("缺少列 / columns are missing: " + String.join(", ", missing));
        }
        return keys;
    }

    /** @return false when it is no longer to be done, or not here */
    private boolean go(ImportJob job, Sheet sheet, ImportedList list, List<String> keys) {
        for (int from = job.done(); from < sheet.rows().size(); from += PIECE) {
            if (stopped.get()) {
                return false;
            }
            List<Line> piece = sheet.rows().subList(from, Math.min(sheet.rows().size(), from + PIECE));
            List<CompletableFuture<Taken>> taking = piece.stream()
                    .map(line -> CompletableFuture.supplyAsync(() -> row(job, list, cells(line, keys)), rows))
                    .toList();
            int changed = 0;
            int rejected = 0;
            List<Fault> faults = new ArrayList<>();
            for (CompletableFuture<Taken> one : taking) {
                Taken taken = one.join();
                changed += taken.changed() ? 1 : 0;
                rejected += taken.faults().isEmpty() ? 0 : 1;
                faults.addAll(taken.faults());
            }
            Progress progress =
                    new Progress(from + piece.size(), changed, piece.size() - changed - rejected, rejected, faults);
            if (!desk.progress(job.id(), progress)) {
                return false;
            }
        }
        return true;
    }

    private record Taken(boolean changed, List<Fault> faults) {}

    private Taken row(ImportJob job, ImportedList list, Cells cells) {
        try {
            if (job.state() == State.CHECKING) {
                list.check(cells, job.person());
                return new Taken(true, List.of());
            }
            return new Taken(list.take(cells, job.person()), List.of());
        } catch (RefusedException e) {
            return new Taken(
                    false,
                    e.refusals().stream()
                            .map(refusal -> new Fault(
                                    cells.number(),
                                    column(list, refusal.field()),
                                    refusal.code(),
                                    refusal.zh(),
                                    refusal.en()))
                            .toList());
        }
    }

    private static @Nullable String column(ImportedList list, @Nullable String field) {
        return list.columns().stream()
                .filter(column -> column.key().equals(field))
                .map(Column::name)
                .findFirst()
                .orElse(null);
    }

    private Cells cells(Line line, List<String> keys) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(keys.size(), line.cells().size()); i++) {
            if (!keys.get(i).isEmpty()) {
                cells.put(keys.get(i), line.cells().get(i));
            }
        }
        return new Cells(line.number(), cells, labels);
    }

    @PreDestroy
    void stop() {
        stopped.set(true);
        jobs.shutdown();
        rows.shutdown();
    }
}
