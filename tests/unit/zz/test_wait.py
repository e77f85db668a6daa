import time
def test_waits(parts):
    print(parts.folder.root); time.sleep(60)
