package io.nevus;
public class Main { static void main(String[] a) { System.out.println(org.tensorflow.TensorFlow.version()); } }
