"""What a catalogue is published as; each output yields files and writes none."""
