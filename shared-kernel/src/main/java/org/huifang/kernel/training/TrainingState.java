package org.huifang.kernel.training;

/** How far a training is (§4.6.5). */
public enum TrainingState {
    PLANNED,
    HELD,
    CANCELLED
}
