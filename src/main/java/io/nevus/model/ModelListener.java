package io.nevus.model;

/** Is told what becomes of a model that may change while it serves. */
public interface ModelListener {

    /** Another version serves from now on. */
    void changed(Model model);

    /** A newer model could not be had; the present one goes on. */
    void failed();
}
